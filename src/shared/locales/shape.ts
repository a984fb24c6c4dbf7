/** The shape of one locale: same keys as the English one, any text. English itself keeps literal types for key checks. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };
