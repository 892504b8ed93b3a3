/** The form being laid out, on its 24 columns. */
import { useCallback } from 'react';
import type { FieldType } from '@/core/documents';
import { fields } from '@/fields';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useDropTarget } from '../lib/dnd';
import { useT } from '../words';
import { useActions, useDesign } from './context';
import { useSide, type TargetData } from './drop';
import { FieldCard } from './FieldCard';
import { Paste, useAddField } from './Palette';

const STARTERS: readonly FieldType[] = ['text', 'number', 'date', 'choice', 'reference', 'subform'];

export function Canvas() {
  const t = useT();
  const words = useWords();
  const list = useDesign((state) => state.doc.fields);
  const title = useDesign((state) => state.doc.title);
  const actions = useActions();
  const side = useSide('zone:');
  const ref = useDropTarget({ id: 'zone:', data: { parent: null } satisfies TargetData, priority: 1, accepts: useCallback(() => true, []) });
  return (
    <section className="fd-canvas-scroll" aria-label={t('canvas.label')} onClick={() => actions().select(null)}>
      <div className="fd-sheet">
        <h2 className="fd-sheet-title">{words(title)}</h2>
        <div ref={ref} className={`fd-canvas${side ? ' is-over' : ''}`} data-zone="">
          {list.length === 0 && <Start />}
          {list.map((field, index) => (
            <FieldCard key={field.id} field={field} parent={null} index={index} />
          ))}
        </div>
      </div>
    </section>
  );
}

function Start() {
  const t = useT();
  const words = useWords();
  const add = useAddField();
  return (
    <div className="fd-start" onClick={(event) => event.stopPropagation()}>
      <Icon name="form" size={34} strokeWidth={1.3} />
      <strong>{t('canvas.empty')}</strong>
      <p>{t('canvas.empty_help')}</p>
      <div>
        {STARTERS.map((type) => (
          <button type="button" key={type} className="fd-item" onClick={() => add(type)}>
            <Icon name={fields.get(type).icon} size={15} />
            <span>{words(fields.get(type).words)}</span>
          </button>
        ))}
        <Paste />
      </div>
    </div>
  );
}
