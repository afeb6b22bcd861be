using System.Globalization;
using System.Resources;
using MultiTarget.Text;

namespace MultiTarget
{
    /// <summary>Greets people in the language of the current culture.</summary>
    public static class Greeter
    {
        private static readonly ResourceManager Texts = new ResourceManager("MultiTarget.Texts", typeof(Greeter).Assembly);

        /// <summary>Returns a greeting for someone.</summary>
        public static string Greet(string name) =>
            string.Format(CultureInfo.CurrentCulture, Texts.GetString("Greeting"), Names.Tidy(name));
    }
}
