/** A whole or decimal number of a setting; antd's input for it comes with the first setting that has one. */
import { Input } from 'antd';
import { lazy, Suspense, type ComponentProps } from 'react';

const AntNumberInput = lazy(() => import('./AntNumberInput'));

export function NumberInput(props: ComponentProps<typeof AntNumberInput>) {
  return (
    <Suspense fallback={<Input size="small" readOnly value={props.value ?? ''} aria-label={props['aria-label']} />}>
      <AntNumberInput {...props} />
    </Suspense>
  );
}
