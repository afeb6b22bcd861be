namespace CodeSign.Tool.Output;

/// <summary>Text for people. What is written may come from hostile files: outputs make it safe.</summary>
internal interface ITextOutput
{
    /// <summary>Writes a piece of a line.</summary>
    void Write(string text, TextStyle style = TextStyle.Normal);

    /// <summary>Ends the line.</summary>
    void WriteLine();

    /// <summary>Writes a whole line.</summary>
    void WriteLine(string text, TextStyle style = TextStyle.Normal)
    {
        Write(text, style);
        WriteLine();
    }
}
