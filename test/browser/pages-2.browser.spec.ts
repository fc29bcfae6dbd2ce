import { lookAt } from './look-at-pages.js';

lookAt(1);
