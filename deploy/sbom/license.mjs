/** An SPDX expression as CycloneDX has it: a single licence by its id, anything longer as it is. */
export function license(expression) {
  return /^[\w.+-]+$/.test(expression) ? [{ license: { id: expression } }] : [{ expression }];
}
