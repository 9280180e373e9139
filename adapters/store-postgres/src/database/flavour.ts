/** What the server is. openGauss speaks PostgreSQL's protocol and most of its SQL. */
export type Flavour = 'postgresql' | 'opengauss';
