// @ts-check

/** @param {string} version */
function numbersIn(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return { major, minor };
}

/**
 * Returns whether a version fits one part of a range: `^20.20.0` or `>=22.0.0`.
 * @param {string} version
 * @param {string} part
 */
function fits(version, part) {
  const running = numbersIn(version);
  const least = numbersIn(part.replace(/^\D+/, ''));
  if (running.major === least.major) return running.minor >= least.minor;
  return part.startsWith('>=') && running.major > least.major;
}

/**
 * Returns what to do about a Node that will not do, in one line; undefined when it will.
 * @param {string} version Of the running Node, such as `18.20.8`.
 * @param {string} range As in `engines` of package.json, such as `^20.20.0 || >=22.0.0`.
 * @returns {string | undefined}
 */
export function adviceOnNode(version, range) {
  const parts = range.split(' || ');
  if (parts.some((part) => fits(version, part))) return undefined;
  const needed = parts.map((part) => part.replace(/^\D+/, '')).join(' or ');
  return (
    `this needs Node ${needed} or newer and runs on ${version}: ` +
    'install a newer one from https://nodejs.org and try again'
  );
}
