/**
 * Everybody in the demo. Nobody of them exists: the surnames are made up, no day has the number 00, and .example is no
 * address (RFC 2606).
 */
import { type Complainant } from '../../../libs/complaints/steps/registration.js';

const firstNames = [
  'Agnete',
  'Bertram',
  'Cille',
  'Ditlev',
  'Esther',
  'Frode',
  'Gudrun',
  'Halfdan',
  'Inger',
  'Jeppe',
  'Karla',
  'Laurits',
  'Merete',
  'Nour',
  'Olfert',
  'Petrea',
  'Rasmine',
  'Samir',
  'Tove',
  'Ulrikke',
  'Valdemar',
  'Yrsa',
  'Zahra',
  'Ægidius',
  'Åse',
];
const surnames = [
  'Opdigtsen',
  'Eksempelholm',
  'Fiktivgaard',
  'Tænktborg',
  'Prøvelund',
  'Påfundsen',
  'Skrøneby',
  'Sagnkær',
  'Fabelsen',
  'Eventyrdal',
  'Drømmestrup',
  'Løgnhøj',
  'Digterskov',
  'Legendal',
  'Findesmark',
  'Ophavsen',
  'Attrapgaard',
  'Demostrup',
  'Rollespang',
  'Kulisseby',
  'Mytevang',
  'Narrelund',
];

export const inventedName = (n: number): string =>
  `${firstNames[n % firstNames.length]} ${surnames[(n * 5 + Math.floor(n / firstNames.length)) % surnames.length]}`;

const two = (n: number): string => String(n % 100).padStart(2, '0');

export function inventedCitizen(n: number): Complainant {
  const name = inventedName(n);
  return {
    name,
    cpr: `00${two((n % 12) + 1)}${two(38 + ((n * 17) % 60))}-${String(1000 + n * 7)}`,
    address: `Opdigtet Allé ${n + 1}, 0000 Eksempelby`,
    phone: `99 99 ${two(n)} ${two(n * 3)}`,
    email: `borger${n}@eksempel.example`,
  };
}

/** An association or company; no CVR number begins with 0. */
export const inventedOrganisation = (name: string, n: number): Complainant => ({
  name,
  cvr: `0000${String(1000 + n)}`,
  address: `Påhitsvej ${n + 1}, 0000 Eksempelby`,
  phone: `99 99 90 ${two(n)}`,
});
