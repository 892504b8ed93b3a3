export { FormPanel as default } from '../../parts/FormPanel';
