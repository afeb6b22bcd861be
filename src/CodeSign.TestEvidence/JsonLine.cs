using System.Globalization;
using System.Text;

namespace CodeSign.TestEvidence;

/// <summary>A JSON object on a line of its own. Written by hand: the oldest runtimes that this is loaded into have no JSON writer.</summary>
internal sealed class JsonLine
{
    private readonly StringBuilder _text = new StringBuilder("{");

    /// <summary>Adds a text, or nothing where there is none.</summary>
    public JsonLine Add(string name, string? value)
    {
        if (value is null)
            return this;
        AddName(name);
        _text.Append('"');
        foreach (var c in value)
            Append(c);
        _text.Append('"');
        return this;
    }

    /// <summary>Adds a number.</summary>
    public JsonLine Add(string name, int value)
    {
        AddName(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Adds a truth value.</summary>
    public JsonLine Add(string name, bool value)
    {
        AddName(name);
        _text.Append(value ? "true" : "false");
        return this;
    }

    /// <summary>The line, with its end.</summary>
    public override string ToString() => _text + "}\n";

    private void AddName(string name) => _text.Append(_text.Length > 1 ? "," : "").Append('"').Append(name).Append("\":");

    // Surrogates too: a lone one, which a file name may hold, could not be written otherwise.
    private void Append(char c)
    {
        if (c is '"' or '\\')
            _text.Append('\\').Append(c);
        else if (c < ' ' || char.IsSurrogate(c))
            _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        else
            _text.Append(c);
    }
}
