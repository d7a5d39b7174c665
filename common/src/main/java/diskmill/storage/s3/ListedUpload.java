package diskmill.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An upload that a server lists. We read the list ourselves, since the client library (9.0.4) insists on a storage class, which
 * MinIO leaves empty.
 *
 * @param key      of the object to be
 * @param uploadId of one of its uploads
 */
record ListedUpload(String key, String uploadId) {

    static List<ListedUpload> read(InputStream xml) throws IOException {
        List<ListedUpload> found = new ArrayList<>();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(xml);
            String key = "";
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "Key" -> key = reader.getElementText();
                        case "UploadId" ->
                                found.add(new ListedUpload(key, reader.getElementText()));
                        default -> {}
                    }
                }
            }
            return found;
        } catch (XMLStreamException malformed) {
            throw new IOException("not an S3 server's list of uploads", malformed);
        }
    }
}
