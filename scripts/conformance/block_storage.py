"""A whole Cinder in one process, for ./dev conformance: its API by HTTP, its scheduler and its volume service, which speak by oslo.messaging's own queue in
memory. Only what would be a storage system is ours: a volume is a file in the folder [files] folder. Arguments: --config-file FILE."""

from cinder import monkey_patch; monkey_patch.patch()  # noqa: E702, before anything else

import os
import sys

import os_brick
from oslo_config import cfg
from oslo_log import log as logging

from cinder.common import config  # noqa: F401, whose options are registered by it
from cinder import coordination, i18n, interface, objects, privsep, rpc, service, version
from cinder.image import image_utils
from cinder.volume import configuration, driver

i18n.enable_lazy()
CONF = cfg.CONF
FOLDER = [cfg.StrOpt("folder", help="Where the volumes are.")]
CONF.register_opts(FOLDER, group=configuration.SHARED_CONF_GROUP)


@interface.volumedriver
class Files(driver.VolumeDriver):
    """Volumes that are files; an image is fetched and unpacked as for any other driver."""

    VERSION = "1"
    CI_WIKI_NAME = "none"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(FOLDER)

    def path(self, volume):
        return os.path.join(self.configuration.folder, volume.id)

    def check_for_setup_error(self):
        os.makedirs(self.configuration.folder, exist_ok=True)

    def _update_volume_stats(self):
        self._stats = {
            "volume_backend_name": "files", "vendor_name": "none", "driver_version": self.VERSION, "storage_protocol": "file",
            "total_capacity_gb": 100, "free_capacity_gb": 100, "reserved_percentage": 0, "multiattach": False,
        }

    def create_volume(self, volume):
        with open(self.path(volume), "wb") as file:
            file.truncate(volume.size << 30)

    def delete_volume(self, volume):
        os.remove(self.path(volume))

    def copy_image_to_volume(self, context, volume, image_service, image_id, disable_sparse=False):
        image_utils.fetch_to_raw(context, image_service, image_id, self.path(volume), "1M", size=volume.size, run_as_root=False, disable_sparse=disable_sparse)

    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector):
        raise NotImplementedError("nobody attaches these")

    def terminate_connection(self, volume, connector, **kwargs):
        pass


def main():
    objects.register_all()
    CONF(sys.argv[1:], project="cinder", version=version.version_string())
    logging.setup(CONF, "cinder")
    config.set_middleware_defaults()
    # qemu-img needs no privileges for files of ours, so nothing is run by a helper that has them
    privsep.sys_admin_pctxt.set_client_mode(False)
    os_brick.setup(CONF)
    coordination.COORDINATOR.start()
    rpc.init(CONF)
    service.Service.create(binary="cinder-scheduler").start()
    service.Service.create(host="%s@files" % CONF.host, service_name="files", binary="cinder-volume", coordination=True).start()
    service.serve(service.WSGIService("osapi_volume"))
    service.wait()


if __name__ == "__main__":
    main()
