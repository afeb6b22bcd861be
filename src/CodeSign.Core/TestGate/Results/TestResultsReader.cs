using System.Globalization;
using System.Xml;
using CodeSign.Diagnostics;

namespace CodeSign.TestGate.Results;

/// <summary>
/// Reads TRX files as VSTest, Microsoft.Testing.Platform and xunit write them (the schema is vstst.xsd of Visual Studio). Whoever wrote a
/// file may mean harm: everything in it is bounded, and what can't be understood is refused rather than passed over.
/// </summary>
internal sealed class TestResultsReader
{
    /// <summary>How many bytes of a file are read at most: room for some 100,000 tests.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private const int MostResults = 1_000_000;
    private const int MostDepth = 64;
    private const int MostAssemblies = 1000;
    private const int MostNamed = 20;

    private readonly string?[] _names = new string?[MostDepth + 1];
    private readonly HashSet<string> _sections = [];
    private readonly List<TestCaseResult> _results = [];
    private readonly Dictionary<Guid, TestedAssembly> _assemblyOfTest = [];
    private readonly Dictionary<string, TestedAssembly> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _failedTests = [];
    private readonly List<string> _runErrors = [];
    private readonly TestTally _all = new();
    private readonly TestTally _outermost = new();
    private Guid _runId;
    private (DateTimeOffset Started, DateTimeOffset Finished)? _times;
    private string? _outcome;
    private TestCounters? _counters;
    private Guid? _definedByMethod;
    private bool _isInRunError;

    private TestResultsReader()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CodeSignException">The file can't be read, or is no TRX file.</exception>
    public static async Task<TestResults> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = await HashedFile.ReadAsync(path, MaxLength, cancellationToken);
            return new TestResultsReader().Read(file, cancellationToken);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw TestGateDiagnostics.UnreadableResults.Exception(
                $"{Path.GetFileName(path)} can't be read as test results: {ForeignText.InOneLine(e.Message)}",
                "Run the tests again, and take the TRX file as the runner wrote it.", path, e);
        }
    }

    private TestResults Read(HashedFile file, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(new MemoryStream(file.Content, writable: false), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxLength,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "TestRun" || reader.NamespaceURI != Namespace)
            throw new InvalidDataException("It does not begin with a TestRun.");
        _runId = ReadId(reader, "id");
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Depth > MostDepth)
                throw new InvalidDataException($"Its elements are nested more than {MostDepth} deep.");
            if (reader.NodeType == XmlNodeType.Element)
                ReadElement(reader);
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && _isInRunError && _names[reader.Depth - 1] == "Text")
                AddRunError(reader.Value);
        }

        return Conclude(file);
    }

    private void ReadElement(XmlReader reader)
    {
        var isKnown = reader.NamespaceURI == Namespace;
        _names[reader.Depth] = isKnown ? reader.LocalName : null;
        if (!isKnown)
            return;
        if (reader.Depth == 1)
            ReadSection(reader);
        else if (_names[1] == "Results" && (reader.Depth == 2 || _names[reader.Depth - 1] == "InnerResults"))
            ReadResult(reader);
        else if (_names[1] == "TestDefinitions")
            ReadDefinition(reader);
        else if (_names[1] == "ResultSummary")
            ReadSummary(reader);
    }

    private void ReadSection(XmlReader reader)
    {
        if (!_sections.Add(reader.LocalName))
            throw new InvalidDataException($"It has more than one {reader.LocalName}.");
        if (reader.LocalName == "Times")
            _times = (ReadTime(reader, "start"), ReadTime(reader, "finish"));
        else if (reader.LocalName == "ResultSummary")
            _outcome = reader.GetAttribute("outcome") ?? throw new InvalidDataException("Its summary has no outcome.");
    }

    private void ReadResult(XmlReader reader)
    {
        if (_results.Count == MostResults)
            throw new InvalidDataException($"It has more than {MostResults} results.");
        var outcome = reader.GetAttribute("outcome") switch
        {
            "Passed" => TestOutcome.Passed,
            "NotExecuted" or "Inconclusive" or "Warning" => TestOutcome.Skipped,
            _ => TestOutcome.Failed,
        };
        var ran = outcome != TestOutcome.Skipped;
        var result = new TestCaseResult(
            ReadId(reader, "testId"), outcome, ran ? ReadTime(reader, "startTime") : default, ran ? ReadTime(reader, "endTime") : default);
        _results.Add(result);
        _all.Add(outcome);
        if (reader.Depth == 2)
            _outermost.Add(outcome);
        if (outcome == TestOutcome.Failed && _failedTests.Count < MostNamed)
            _failedTests.Add(ForeignText.InOneLine(reader.GetAttribute("testName") ?? result.TestId.ToString()));
    }

    /// <summary>A definition names the test assembly itself, with some runners in lower case, or in its method.</summary>
    private void ReadDefinition(XmlReader reader)
    {
        if (reader.Depth == 2)
        {
            var id = ReadId(reader, "id");
            var storage = reader.GetAttribute("storage");
            _definedByMethod = storage is null ? id : null;
            if (storage is not null)
                Define(id, storage);
        }
        else if (reader.Depth == 3 && reader.LocalName == "TestMethod" && _definedByMethod is { } id
            && reader.GetAttribute("codeBase") is { } path)
        {
            Define(id, path);
        }
    }

    private void Define(Guid test, string path)
    {
        var normalised = TestPath.Normalise(path);
        if (!_assemblies.TryGetValue(normalised, out var assembly))
        {
            if (_assemblies.Count == MostAssemblies)
                throw new InvalidDataException($"It names more than {MostAssemblies} test assemblies.");
            _assemblies.Add(normalised, assembly = new TestedAssembly(normalised));
        }

        if (!_assemblyOfTest.TryAdd(test, assembly) && _assemblyOfTest[test] != assembly)
            throw new InvalidDataException($"Test {test} is said to be in two assemblies.");
        if (_assemblyOfTest.Count > MostResults)
            throw new InvalidDataException($"It defines more than {MostResults} tests.");
    }

    private void ReadSummary(XmlReader reader)
    {
        if (reader.Depth == 2 && reader.LocalName == "Counters")
        {
            if (_counters is not null)
                throw new InvalidDataException("It has more than one Counters.");
            _counters = ReadCounters(reader);
        }
        else if (reader.Depth == 3 && reader.LocalName == "RunInfo")
        {
            _isInRunError = reader.GetAttribute("outcome") is not ("Warning" or "Passed" or "Completed" or "Information" or null);
            if (_isInRunError && reader.IsEmptyElement)
                AddRunError("an error without a text");
        }
    }

    private void AddRunError(string text)
    {
        if (_runErrors.Count < MostNamed)
            _runErrors.Add(ForeignText.InOneLine(text));
    }

    private static TestCounters ReadCounters(XmlReader reader)
    {
        var broken = 0L;
        foreach (var name in new[]
            { "error", "timeout", "aborted", "passedButRunAborted", "notRunnable", "disconnected", "inProgress", "pending" })
            broken += ReadCount(reader, name, isOptional: true);
        return new TestCounters(
            ReadCount(reader, "total"), ReadCount(reader, "executed"), ReadCount(reader, "passed"), ReadCount(reader, "failed"),
            (int)Math.Min(broken, int.MaxValue));
    }

    private static int ReadCount(XmlReader reader, string name, bool isOptional = false)
    {
        var text = reader.GetAttribute(name);
        if (text is null && isOptional)
            return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new InvalidDataException($"The counter {name} is no number.");
    }

    private static Guid ReadId(XmlReader reader, string name) => Guid.TryParse(reader.GetAttribute(name), out var id)
        ? id
        : throw new InvalidDataException($"{reader.LocalName} has no {name} that is a GUID.");

    private static DateTimeOffset ReadTime(XmlReader reader, string name) => DateTimeOffset.TryParse(
        reader.GetAttribute(name), CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time
        : throw new InvalidDataException($"{reader.LocalName} has no {name} that is a time.");

    private TestResults Conclude(HashedFile file)
    {
        if (_times is not { } times || _outcome is null || _counters is null)
            throw new InvalidDataException("It is not complete: times, summary or counters are missing.");
        foreach (var result in _results)
        {
            if (!_assemblyOfTest.TryGetValue(result.TestId, out var assembly))
                throw new InvalidDataException($"It does not say which assembly test {result.TestId} is in.");
            assembly.Add(result);
        }

        return new TestResults
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            RunId = _runId,
            Started = times.Started,
            Finished = times.Finished,
            Outcome = _outcome,
            Counters = _counters,
            All = _all,
            Outermost = _outermost,
            Assemblies = [.. _assemblies.Values.Where(assembly => assembly.Tally.Total > 0)],
            FailedTests = _failedTests,
            RunErrors = _runErrors,
        };
    }
}
