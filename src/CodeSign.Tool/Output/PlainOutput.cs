namespace CodeSign.Tool.Output;

/// <summary>Text for files, pipes and terminals without colours.</summary>
internal sealed class PlainOutput(TextWriter writer) : ITextOutput
{
    public void Write(string text, TextStyle style = TextStyle.Normal) => writer.Write(SafeText.Of(text, keepLines: false));

    public void WriteLine() => writer.WriteLine();
}
