/** Works out once what every step of a list may read. */
import { useMemo } from 'react';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import type { Reading } from './context';
import type { Step } from './document';
import { namedInScope, namedOfShape, ownRecord, scopesOf, type Scope } from './scope';
import type { Shape, Shapes } from './shape';
import { stepKinds } from './steps';
import { numbersOf } from './tree';

export function useReadingOf(steps: readonly Step[], subject: Shape | undefined, shapes: Shapes): Reading {
  const t = useT();
  const words = useWords();
  return useMemo(() => {
    const itself = t('automation.itself');
    const speaking = { shapes, words, untitled: t('canvas.untitled'), step: (n: number) => t('automation.step_n', { n }), itself, count: t('automation.count') };
    const kept = new Map<Scope, ReturnType<typeof namedInScope>>();
    const named = (scope: Scope) => {
      const known = kept.get(scope) ?? namedInScope(scope, steps, speaking);
      kept.set(scope, known);
      return known;
    };
    const fieldsOf = (form: string) => {
      const shape = shapes.form(form);
      return shape ? [...namedOfShape(shape, speaking), ...ownRecord(shape, t('automation.the_record'))] : [];
    };
    return { steps, shapes, scopes: scopesOf(steps, subject, shapes, (type) => stepKinds.get(type)), numbers: numbersOf({ steps: [...steps] }), named, fieldsOf };
  }, [steps, subject, shapes, words, t]);
}
