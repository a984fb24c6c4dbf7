const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/;

function compareParts(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && isOtherNumber) return Number(a) - Number(b);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Semantic versioning's order (semver.org, 11): below 0 when `a` is older. What is no version is equal to everything. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [VERSION.exec(a), VERSION.exec(b)];
  if (left === null || right === null) return 0;
  for (const index of [1, 2, 3]) {
    const difference = Number(left[index]) - Number(right[index]);
    if (difference !== 0) return difference;
  }
  const [early, otherEarly] = [left[4], right[4]];
  if (early === undefined || otherEarly === undefined) return Number(early === undefined) - Number(otherEarly === undefined);
  const [parts, otherParts] = [early.split('.'), otherEarly.split('.')];
  for (const [index, part] of parts.entries()) {
    const other = otherParts[index];
    const difference = other === undefined ? 1 : compareParts(part, other);
    if (difference !== 0) return difference;
  }
  return parts.length - otherParts.length;
}
