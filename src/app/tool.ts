/** What evidence and field managers call this program. */
export const TOOL = 'kubectl-hostprocess';
