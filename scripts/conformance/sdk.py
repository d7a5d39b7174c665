"""What a program does by openstacksdk: create with bytes, download by range, share, import, delete. Arguments: a qcow2 file, its address."""

import hashlib
import sys
import time

import openstack

path, address = sys.argv[1:]
cloud = openstack.connect()
content = open(path, "rb").read()

image = cloud.create_image("sdk", filename=path, disk_format="qcow2", container_format="bare", wait=True, timeout=120)
image = cloud.image.get_image(image.id)
assert image.status == "active", image.status
assert image.hash_algo == "sha512" or image.hash_algo == "sha256", image.hash_algo
assert image.hash_value == hashlib.new(image.hash_algo, content).hexdigest()
assert image.checksum == hashlib.md5(content).hexdigest()

# as Nova and Cinder read: the whole in chunks, and a range
whole = b"".join(cloud.image.download_image(image.id, stream=True).iter_content(64 * 1024))
assert whole == content
part = cloud.image.get(f"/images/{image.id}/file", headers={"Range": "bytes=100-199"})
assert part.status_code == 206 and part.content == content[100:200], part.status_code

image = cloud.image.update_image(image.id, name="sdk, renamed", hw_machine_type="q35", min_ram=64)
assert image.name == "sdk, renamed" and image.min_ram == 64
cloud.image.add_tag(image.id, "tag")
assert "tag" in cloud.image.get_image(image.id).tags
cloud.image.remove_tag(image.id, "tag")
assert image.id in [found.id for found in cloud.image.images(name="sdk, renamed")]
cloud.image.deactivate_image(image.id)
cloud.image.reactivate_image(image.id)

imported = cloud.image.create_image(name="sdk imported", disk_format="qcow2", container_format="bare", allow_duplicates=True, visibility="private")
cloud.image.import_image(imported, method="web-download", uri=address)
for _ in range(120):
    imported = cloud.image.get_image(imported.id)
    if imported.status == "active":
        break
    time.sleep(0.5)
assert imported.status == "active", imported.status
for found in (image, imported):
    cloud.image.delete_image(found.id)
assert not list(cloud.image.images(name="sdk imported"))
print("openstacksdk: ok")
