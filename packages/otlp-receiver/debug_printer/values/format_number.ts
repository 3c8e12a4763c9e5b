const DECIMALS = 6;

/** A number with six decimals, as Go's `%f` writes it: exact, ties to the even digit. */
export function formatFixed(value: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  if (size >= 1e21) return `${sign}${BigInt(size)}.${"0".repeat(DECIMALS)}`;
  // `toFixed` rounds ties up. A double that is a tie has no digits beyond the one that makes it one.
  const digits = size.toFixed(30);
  const end = digits.length - 30 + DECIMALS;
  const isTie = /^50*$/.test(digits.slice(end));
  const isEven = Number(digits[end - 1]) % 2 === 0;
  return sign + (isTie && isEven ? digits.slice(0, end) : size.toFixed(DECIMALS));
}

/** A number with as many digits as it needs, as Go's `%v` writes it. */
export function formatShortest(value: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value);
  if (Object.is(value, -0)) return "-0";
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  const sign = power < 0 ? "-" : "+";
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** A number as ECMAScript and JSON write it, but with the sign of zero. */
export function formatJsonNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function formatInfinite(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
