const asked = process.env['KLAGEGANG_BROWSER'];
/** Every page in every role, width and language: before a release. */
export const every = asked === 'every';
/** Every page in every role, as before a commit is taken over; else what `npm test` has time for. */
export const whole = asked === 'whole' || every;
