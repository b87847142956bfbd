import { PROCESS_VARIABLES } from '../../lib/runtime/services/environment.ts';

/**
 * The SDK warns at each start that releases of 2027 need Node 22. It is pinned here, so that is
 * nothing the operator of one machine can act on.
 */
export function quietSdk(): void {
  Object.assign(PROCESS_VARIABLES, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
}
