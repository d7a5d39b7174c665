"""What schemathesis has to know of our media types: both forms of a PATCH are JSON."""

import schemathesis

schemathesis.serializer.alias(
    ["application/openstack-images-v2.0-json-patch", "application/openstack-images-v2.1-json-patch"], "application/json"
)
