/** Something the operator can put right: shown in one line, exit code 1, no stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
