/** A text column, compared and sorted by its code points whatever the database's locale, as in every store. */
export const text = 'text collate "C"';
