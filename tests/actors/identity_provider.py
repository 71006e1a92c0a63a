"""A provider of identities that really signs, small enough to read, and that can be told to lie."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portail-ess", "un secret de test"
KNOWN, UNKNOWN = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for __ in range(2))


class Provider:
    """`said` is whom it vouches for; `id_token` and `userinfo` change claims, `key`, `kid` and `alg` the signature."""

    def __init__(self):
        self.said = {"sub": "agent-1", "given_name": "Sam", "usual_name": "Bobine", "email": "sam@mairie.test"}
        self.id_token, self.userinfo = {}, {}
        self.key, self.kid, self.alg = KNOWN, "one", "RS256"
        self.plain_userinfo = False
        self.codes, self.asked, self.reused_id_token = {}, {}, None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def authorize(self, address):
        """What happens in the person's browser at the provider: gives the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert len(asked["nonce"]) >= 32
        assert len(asked["state"]) >= 32
        self.asked = asked
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"

    def signed(self, claims):
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **claims}
        key = "x" * 64 if self.alg == "HS256" else None if self.alg == "none" else self.key
        return jwt.encode(claims, key, algorithm=self.alg, headers={"kid": self.kid})

    def token(self, form):
        asked = self.codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if asked is None or form["client_secret"] != SECRET or proof != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        token = self.signed({"sub": self.said["sub"], "nonce": asked["nonce"], **self.id_token})
        self.last_id_token = self.reused_id_token or token
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": self.last_id_token}

    def discovery(self):
        there = {name: f"{self.issuer}/{name}" for name in ("authorize", "token", "userinfo", "jwks", "end")}
        return {
            "issuer": self.issuer,
            "authorization_endpoint": there["authorize"],
            "token_endpoint": there["token"],
            "userinfo_endpoint": there["userinfo"],
            "jwks_uri": there["jwks"],
            "end_session_endpoint": there["end"],
        }

    def keys(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KNOWN.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def _handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/userinfo":
                    assert self.headers["Authorization"] == "Bearer access"
                    claims = provider.said | provider.userinfo
                    if provider.plain_userinfo:
                        return self.answer(200, json.dumps(claims))
                    return self.answer(200, provider.signed(claims), "application/jwt")
                pages = {"/jwks": provider.keys, "/.well-known/openid-configuration": provider.discovery}
                return self.answer(200, json.dumps(pages[self.path]()))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                code, said = provider.token({name: values[0] for name, values in parse_qs(body).items()})
                self.answer(code, json.dumps(said))

            def answer(self, code, body, kind="application/json"):
                self.send_response(code)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *said):
                """Silent."""

        return Handler
