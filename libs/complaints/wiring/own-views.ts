import { BootRefused } from '../../platform/boot-refused.js';
import { type ViewsDatabase } from '../../read-models/database/views-database.js';
import { officeOf } from '../../read-models/registry.js';

/**
 * Before anything is read of them or added to them.
 * @throws BootRefused they are another office's; left as they were
 */
export async function refuseOthersViews(db: ViewsDatabase, office: string): Promise<void> {
  const its = await officeOf(db, office);
  if (its !== office)
    throw new BootRefused(
      `The read models where those of ${office} are kept (${db.dialect === 'sqlite' ? `offices/${office}/views.db` : `schema klagegang-${office}`}) are those of the office ${its}. They hold nothing that the log does not: stop Klagegang, move them away (the file with its -wal and -shm files), and start again. They are then built anew.`,
    );
}
