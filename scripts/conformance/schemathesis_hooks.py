"""What schemathesis has to know of us."""

import os

import schemathesis

# both forms of a PATCH are JSON
schemathesis.serializer.alias(
    ["application/openstack-images-v2.0-json-patch", "application/openstack-images-v2.1-json-patch"], "application/json"
)

OWN = os.environ["SCHEMATHESIS_OWN"].split()
V1 = dict(zip(("HT-ACCESS-TOKEN", "IMR-SESSION-TOKEN", "IMR-SESSION-SECRET"), os.environ["SCHEMATHESIS_V1"].split()))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps what the run itself is let in by, which it finds in lists: its user, project, credential and access token are not changed or deleted."""
    if case.path.startswith("/v1/openstack/"):
        case.headers = {**(case.headers or {}), **V1}
    if case.path.startswith(("/v3/", "/v1/admin/")) and case.method.upper() in ("DELETE", "PATCH"):
        for name, value in (case.path_parameters or {}).items():
            if value in OWN:
                case.path_parameters[name] = "nobody"
