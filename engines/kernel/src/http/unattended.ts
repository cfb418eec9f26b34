/** Sent with what a page asks by itself while nobody works at it: such a call is no use of the session it comes with. */
export const unattendedHeader: string = 'finharbor-unattended';
