import { eventId, uuidV5 } from './ids.js';

describe('ids', () => {
  it('of a name are those of RFC 9562, appendix A.4', () => {
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('of a command’s events are those that the logs hold', () => {
    expect(eventId('6f0a3c52-8f6b-5b1e-9d57-3a1f0a4f7c20', 199_999)).toBe('b8a88b96-e56f-51e0-9c6c-4d6fcf78e0da');
  });
});
