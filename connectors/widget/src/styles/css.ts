/** Styles as text; editors know the tag. */
export const css = String.raw;
