using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Trust;

/// <summary>Roots that someone holds as certificates already.</summary>
internal sealed class GivenRoots : IRootSource
{
    private readonly Dictionary<ContentKey, List<X509Certificate2>> _bySubject = [];

    public GivenRoots(IEnumerable<X509Certificate2> roots)
    {
        foreach (var root in roots)
        {
            var subject = new ContentKey(root.SubjectName.RawData);
            if (!_bySubject.TryGetValue(subject, out var list))
                _bySubject.Add(subject, list = []);
            list.Add(root);
        }
    }

    public void Find(ReadOnlyMemory<byte> subject, ICollection<X509Certificate2> found)
    {
        if (!_bySubject.TryGetValue(new ContentKey(subject), out var roots))
            return;

        foreach (var root in roots)
            found.Add(root);
    }

    public byte[] Fingerprint()
    {
        var roots = _bySubject.Values.SelectMany(list => list).Select(root => SHA256.HashData(root.RawDataMemory.Span));
        return SHA256.HashData(roots.OrderBy(Convert.ToHexString, StringComparer.Ordinal).SelectMany(digest => digest).ToArray());
    }
}
