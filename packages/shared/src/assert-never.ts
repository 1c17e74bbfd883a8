/** The compiler proves that a union is covered; at run time a stranger is refused by name. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
