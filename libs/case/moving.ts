/** Under which versions of the lifecycle and of the profile a complaint goes on. */
import { type Change, type Folds } from './change.js';

export const pinned = (data: { lifecycle: string; profile: string; profileHash: string }): Change => ({
  pinned: { lifecycle: data.lifecycle, profile: data.profile, profileHash: data.profileHash },
});

export const moving: Folds<'CaseMoved'> = { CaseMoved: (_, data) => pinned(data) };
