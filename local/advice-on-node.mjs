// @ts-check

/** @param {string} version */
function numbersIn(version) {
  const [major = 0, minor = 0] = version.replace('>=', '').split('.').map(Number);
  return { major, minor };
}

/**
 * Returns what to do about a Node that is too old, in one line; undefined when it is new enough.
 * @param {string} version Of the running Node, such as `18.20.8`.
 * @param {string} range As in `engines` of package.json, such as `>=20.20`.
 * @returns {string | undefined}
 */
export function adviceOnNode(version, range) {
  const running = numbersIn(version);
  const least = numbersIn(range);
  if (running.major > least.major) return undefined;
  if (running.major === least.major && running.minor >= least.minor) return undefined;
  const needed = `${least.major}.${least.minor}`;
  return (
    `this needs Node ${needed} or newer and runs on ${version}: ` +
    'install a newer one from https://nodejs.org and try again'
  );
}
