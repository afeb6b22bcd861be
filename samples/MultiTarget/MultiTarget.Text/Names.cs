namespace MultiTarget.Text
{
    /// <summary>Tidies names.</summary>
    public static class Names
    {
        /// <summary>Returns a name without surrounding white space.</summary>
        public static string Tidy(string name) => name.Trim();
    }
}
