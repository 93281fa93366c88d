import datetime
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from exemplars.changes.actions import number_changes
from exemplars.models import Subscriber

from .receiver import Receiver


@pytest.fixture(autouse=True)
def _portal_stands(portal, settings):
    """Every test begins with a portal that is set up, whose webhooks may go to this machine over http."""
    number_changes()
    settings.WEBHOOKS_ALLOW_HTTP = True
    settings.WEBHOOKS_NETWORKS = ["127.0.0.0/8"]
    settings.WEBHOOKS_SECONDS = 3


@pytest.fixture
def receiver():
    running = []

    def start(*args, **kwargs) -> Receiver:
        running.append(Receiver(*args, **kwargs))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def subscriber():
    def make(url: str = "https://example.vn/hooks", **more) -> Subscriber:
        values = {"name": "Báo Mẫu", "url": url, "contact": "it@example.vn"}
        return Subscriber.objects.create(**values | more)

    return make


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Make a certificate that nobody vouches for; answer its file, with the key in it."""

    def make(name: str):
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
        who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        built = (
            x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )  # fmt: skip
        path = tmp_path_factory.mktemp("tls") / f"{name}.pem"
        pem, nobody = serialization.Encoding.PEM, serialization.NoEncryption()
        written = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, nobody)
        path.write_bytes(written + built.public_bytes(pem))
        return path

    return make


@pytest.fixture
def tls():
    def serve(path) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    return serve
