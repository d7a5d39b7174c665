"""A tour with the client that openapi-python-client makes of /openapi.yaml. Arguments: the endpoint, a token. PATCH is left out: what is generated for it,
with its two types of body, is no valid Python (isinstance with list[...])."""

import io
import sys
from uuid import UUID

from diskmill_client import AuthenticatedClient
from diskmill_client.api.discovery import show_usage
from diskmill_client.api.image_data import deactivate_image, download_image, reactivate_image, upload_image
from diskmill_client.api.images import create_image, delete_image, list_images, show_image
from diskmill_client.api.members import list_members
from diskmill_client.api.tags import replace_tags, tag_image
from diskmill_client.models import Image, ImageTags, NewImage
from diskmill_client.types import File

endpoint, token = sys.argv[1:]
client = AuthenticatedClient(base_url=endpoint, token=token, prefix="", auth_header_name="X-Auth-Token", raise_on_unexpected_status=True)


def step(name, holds):
    print("  %s  generated: %s" % ("ok" if holds else "NOT OK", name))
    if not holds:
        sys.exit(1)


body = NewImage.from_dict({"name": "生成", "disk_format": "raw", "container_format": "bare", "os_distro": "debian"})
made = create_image.sync(client=client, body=body)
step("create", isinstance(made, Image) and made.name == "生成" and made["os_distro"] == "debian")
id = UUID(str(made.id))
disk = b"a raw disk" * 1000
step("upload", upload_image.sync_detailed(id=id, client=client, body=File(payload=io.BytesIO(disk))).status_code == 204)
shown = show_image.sync(id=id, client=client)
step("show", isinstance(shown, Image) and str(shown.status) == "active" and shown.size == len(disk))
step("list", [str(image.id) for image in list_images.sync(client=client, name="生成").images] == [str(id)])
step("download", download_image.sync_detailed(id=id, client=client).content == disk)
step("tag", tag_image.sync_detailed(id=id, tag="金", client=client).status_code == 204)
step("replace tags", replace_tags.sync(id=id, client=client, body=ImageTags(tags=["b", "a"])).tags == ["a", "b"])
step("members", list_members.sync(id=id, client=client).members == [])
step("deactivate", deactivate_image.sync_detailed(id=id, client=client).status_code == 204)
step("reactivate", reactivate_image.sync_detailed(id=id, client=client).status_code == 204)
step("usage", show_usage.sync(client=client) is not None)
step("delete", delete_image.sync_detailed(id=id, client=client).status_code == 204)
step("and it is gone", show_image.sync_detailed(id=id, client=client).status_code == 404)
