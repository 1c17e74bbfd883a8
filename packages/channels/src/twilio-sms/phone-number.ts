const E164 = /^\+[1-9]\d{6,14}$/;

/** A number as the carriers write it: `+` and the country's code, digits only. */
export const isPhoneNumber = (text: string): boolean => E164.test(text);
