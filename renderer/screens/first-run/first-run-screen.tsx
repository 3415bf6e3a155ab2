/** FirstRunScreen */
export const FirstRunScreen = () => null
