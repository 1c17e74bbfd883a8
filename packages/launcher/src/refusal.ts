/** Something that people can set right: said as it is, without a stack. */
export class Refusal extends Error {
  override name = 'Refusal';
}
