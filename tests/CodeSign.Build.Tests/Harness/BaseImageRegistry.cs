using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>A container registry on the loopback address with one image to build upon: Linux, x64, and nothing in it.</summary>
internal sealed class BaseImageRegistry : IAsyncDisposable
{
    // Two empty blocks end an archive.
    private static readonly byte[] EmptyTarball = new byte[1024];

    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private readonly LoopbackServer _server;
    private readonly byte[] _layer = Compress(EmptyTarball);
    private readonly byte[] _configuration;
    private readonly byte[] _manifest;

    public BaseImageRegistry()
    {
        _configuration = Encoding.UTF8.GetBytes(
            $$"""
            { "architecture": "amd64", "os": "linux", "config": {}, "rootfs": { "type": "layers", "diff_ids": ["{{Digest(EmptyTarball)}}"] } }
            """);
        _manifest = Encoding.UTF8.GetBytes(
            $$"""
            {
              "schemaVersion": 2, "mediaType": "{{ManifestType}}",
              "config": { "mediaType": "application/vnd.docker.container.image.v1+json", "size": {{_configuration.Length}}, "digest": "{{Digest(_configuration)}}" },
              "layers": [{ "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": {{_layer.Length}}, "digest": "{{Digest(_layer)}}" }]
            }
            """);
        _server = new LoopbackServer((call, _) => Task.FromResult(Answer(call)));
    }

    /// <summary>Its host and port, without TLS.</summary>
    public string Address => _server.Address.Authority;

    /// <summary>The image's name.</summary>
    public string Image => $"{Address}/base:1";

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private HttpAnswer Answer(HttpCall call)
    {
        if (call.Target.Contains("/manifests/", StringComparison.Ordinal))
            return new HttpAnswer
            {
                ContentType = ManifestType,
                Body = _manifest,
                Headers = new Dictionary<string, string> { ["Docker-Content-Digest"] = Digest(_manifest) },
            };
        byte[][] blobs = [_layer, _configuration];
        return blobs.FirstOrDefault(blob => call.Target.EndsWith(Digest(blob), StringComparison.Ordinal)) is { } found
            ? new HttpAnswer { ContentType = "application/octet-stream", Body = found }
            : new HttpAnswer { Status = 404 };
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(content);
        return compressed.ToArray();
    }

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
