/**
 * Whether a web page comes from this machine, by its origin: `localhost` and names below it,
 * 127.0.0.0/8 and [::1], with any port.
 *
 * @param origin The header `Origin`.
 */
export function isLocalhostOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return /^(?:(?:[^.]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
}
