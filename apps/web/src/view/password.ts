/** As the API asks for it, so that the browser tells first. */
export const PASSWORD_RULE = { minLength: 10, maxLength: 128, required: true } as const;
