/** HomeScreen */
export const HomeScreen = () => null
