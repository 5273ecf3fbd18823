export const executablePath: string;
export const flags: string[];
export const ROUTES: string[];
