/** Whether everything is looked at, as before a commit is taken over, or what `npm test` has time for. */
export const whole = process.env['KLAGEGANG_BROWSER'] === 'whole';
