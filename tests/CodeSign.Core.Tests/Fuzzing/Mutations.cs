using System.Buffers.Binary;

namespace CodeSign.Core.Tests.Fuzzing;

/// <summary>What befalls a file: bits, bytes, lengths and stretches changed, a few at a time.</summary>
internal static class Mutations
{
    private static readonly uint[] Telling = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF];

    /// <summary>Chooses one to six changes.</summary>
    public static Mutation[] Choose(Random random)
    {
        var kinds = Enum.GetValues<MutationKind>();
        var mutations = new Mutation[random.Next(1, 7)];
        for (var i = 0; i < mutations.Length; i++)
            mutations[i] = new Mutation(kinds[random.Next(kinds.Length)], random.NextDouble(), (byte)random.Next(256), random.Next(1, 65));
        return mutations;
    }

    /// <summary>Changes a copy of a file.</summary>
    public static byte[] Apply(byte[] file, Mutation[] mutations) => mutations.Aggregate(file, Apply);

    private static byte[] Apply(byte[] file, Mutation mutation)
    {
        var start = Math.Min((int)(mutation.Place * file.Length), file.Length);
        var end = Math.Min(file.Length, start + mutation.Length);
        return mutation.Kind switch
        {
            MutationKind.Byte => Changed(file, start, at => at[0] = mutation.Value),
            MutationKind.Bit => Changed(file, start, at => at[0] ^= (byte)(1 << (mutation.Value & 7))),
            MutationKind.Remove => [.. file[..start], .. file[end..]],
            MutationKind.Repeat => [.. file[..end], .. file[start..]],
            MutationKind.Insert => [.. file[..start], .. Enumerable.Repeat(mutation.Value, mutation.Length), .. file[start..]],
            MutationKind.CutOff => file[..start],
            MutationKind.Number => Changed(file, start, at => PutNumber(at, Telling[mutation.Value % Telling.Length], mutation.Length)),
            _ => throw new ArgumentOutOfRangeException(nameof(mutation)),
        };
    }

    private delegate void Change(Span<byte> at);

    private static byte[] Changed(byte[] file, int start, Change change)
    {
        var changed = (byte[])file.Clone();
        if (start < file.Length)
            change(changed.AsSpan(start));
        return changed;
    }

    /// <summary>As lengths and offsets stand in files: of two or four bytes, of either byte order.</summary>
    private static void PutNumber(Span<byte> at, uint number, int form)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        if ((form & 1) == 0)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        else
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        var size = Math.Min(at.Length, (form & 2) == 0 ? sizeof(uint) : sizeof(ushort));
        bytes[..size].CopyTo(at);
    }
}
