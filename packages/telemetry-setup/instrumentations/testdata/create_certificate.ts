/** A self-signed certificate for `localhost` and its key, valid in 2020 to 2049. */
export async function createCertificate(): Promise<{ cert: string; key: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  ) as CryptoKeyPair;
  const ecdsaWithSha256 = der(0x30, der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const commonName = der(0x30, der(0x06, [0x55, 0x04, 0x03]), der(0x0c, text("localhost")));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(0x30, der(0x17, text("200101000000Z")), der(0x17, text("491231000000Z")));
  const alternativeNames = der(0x30, der(0x82, text("localhost")));
  const extension = der(0x30, der(0x06, [0x55, 0x1d, 0x11]), der(0x04, alternativeNames));
  const body = der(
    0x30,
    der(0xa0, der(0x02, [2])),
    der(0x02, [1]),
    ecdsaWithSha256,
    name,
    validity,
    name,
    [...new Uint8Array(await crypto.subtle.exportKey("spki", publicKey))],
    der(0xa3, der(0x30, extension)),
  );
  const signature = new Uint8Array(
    await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, new Uint8Array(body)),
  );
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
  const signatureValue = der(0x30, der(0x02, integer(r)), der(0x02, integer(s)));
  const certificate = der(0x30, body, ecdsaWithSha256, der(0x03, [0, ...signatureValue]));
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", privateKey);
  return {
    cert: pem("CERTIFICATE", new Uint8Array(certificate)),
    key: pem("PRIVATE KEY", new Uint8Array(pkcs8)),
  };
}

/** One ASN.1 value: its tag, its length, its parts. */
function der(tag: number, ...parts: readonly (readonly number[])[]): number[] {
  const content = parts.flat();
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  if (length < 0x100) return [tag, 0x81, length, ...content];
  return [tag, 0x82, length >> 8, length & 0xff, ...content];
}

/** As few bytes as do, the first below 0x80 so that it is no negative number. */
function integer(bytes: Uint8Array): number[] {
  const significant = [...bytes.subarray(bytes.findIndex((byte) => byte !== 0))];
  return (significant[0] ?? 0) < 0x80 ? significant : [0, ...significant];
}

function text(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}

function pem(label: string, bytes: Uint8Array): string {
  const lines = bytes.toBase64().match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
